"""The same by Borgelt's C. Usage: itemsets_pyfim.py FILE SUPPORT list|count|rules ROUNDS ALGORITHM"""
import json, sys, time
import fim

file, support, what, rounds, algorithm = sys.argv[1:6]
percent = float(support) * 100
baskets = [tuple(map(int, line.split())) for line in open(file)]
mine = getattr(fim, algorithm)
for _ in range(int(rounds)):
    begun, before = time.perf_counter(), time.process_time()
    if what == 'count':
        # The number of sets by size and support is all that is handed over.
        found = sum(mine(baskets, target='s', supp=percent, zmin=1, report='#').values())
    elif what == 'list':
        found = len(mine(baskets, target='s', supp=percent, zmin=1, report='a'))
    else:
        found = len(mine(baskets, target='r', supp=percent, conf=50, zmin=1, report='bhxca', mode='o'))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - before
print(json.dumps(dict(seconds=seconds, cpu=cpu, found=found)))
