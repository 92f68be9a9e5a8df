"""The same by mlxtend. Usage: itemsets_mlxtend.py FILE SUPPORT list|rules"""
import json, sys, time
import pandas as pd
from mlxtend.frequent_patterns import association_rules, fpgrowth
from mlxtend.preprocessing import TransactionEncoder

file, support, what = sys.argv[1:4]
baskets = [list(map(int, line.split())) for line in open(file)]
begun, before = time.perf_counter(), time.process_time()
encoder = TransactionEncoder().fit(baskets)
rows = pd.DataFrame.sparse.from_spmatrix(encoder.transform(baskets, sparse=True)) if what == 'list' else pd.DataFrame(encoder.transform(baskets))
sets = fpgrowth(rows, min_support=float(support))
found = len(sets)
if what == 'rules':
    rules = association_rules(sets, metric='confidence', min_threshold=0.5)
    found = int((rules['consequents'].map(len) == 1).sum())
seconds, cpu = time.perf_counter() - begun, time.process_time() - before
print(json.dumps(dict(seconds=seconds, cpu=cpu, found=found)))
