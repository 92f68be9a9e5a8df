"""The same by scikit-learn. Usage: kmeans_missing_sklearn.py FILE ROWS COLUMNS K median|refuse"""
import json, sys, time
rows, columns, k = map(int, sys.argv[2:5])
import numpy as np
from sklearn.cluster import KMeans
from sklearn.impute import SimpleImputer

values = np.fromfile(sys.argv[1]).reshape(-1, columns)
values.reshape(-1)[7 : rows * columns : 51] = np.nan
sse = None
begun, before = time.perf_counter(), time.process_time()
model = KMeans(k, init=values[rows:], n_init=1, max_iter=1000, tol=0)
if sys.argv[5] == 'refuse':
    try:
        model.fit(values[:rows])
    except ValueError:
        pass
else:
    sse = float(model.fit(SimpleImputer(strategy='median').fit_transform(values[:rows])).inertia_)
seconds, cpu = time.perf_counter() - begun, time.process_time() - before
print(json.dumps(dict(seconds=seconds, cpu=cpu, sse=sse)))
