"""The same by scikit-learn. Usage: kmeans_sklearn.py FILE ROWS COLUMNS K THREADS"""
import json, sys, time
rows, columns, k, threads = map(int, sys.argv[2:6])
import numpy as np
from sklearn.cluster import KMeans
from threadpoolctl import threadpool_limits

values = np.fromfile(sys.argv[1]).reshape(-1, columns)
with threadpool_limits(limits=threads):
    begun, before = time.perf_counter(), time.process_time()
    model = KMeans(k, init=values[rows:], n_init=1, max_iter=1000, tol=0).fit(values[:rows])
    seconds, cpu = time.perf_counter() - begun, time.process_time() - before
print(json.dumps(dict(seconds=seconds, cpu=cpu, iterations=int(model.n_iter_), sse=float(model.inertia_))))
