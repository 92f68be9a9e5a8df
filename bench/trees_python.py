"""The same by LightGBM or scikit-learn, on two threads. Usage: trees_python.py FILE ROWS tree|boosting|logistic lightgbm|scikit-learn"""
import json, sys, time
import numpy as np
from sklearn.metrics import roc_auc_score

rows, what, library = int(sys.argv[2]), sys.argv[3], sys.argv[4]
values = np.fromfile(sys.argv[1]).reshape(21, -1)
kind = np.float32 if (what, library) == ("tree", "scikit-learn") else np.float64
train, held = (np.ascontiguousarray(part.T, dtype=kind) for part in (values[:20, :rows], values[:20, rows:]))
labels = values[20]
if library == "lightgbm":
    import lightgbm

    options = dict(objective="binary", num_threads=2, verbose=-1, num_leaves=31, learning_rate=1.0 if what == "tree" else 0.1)
    fit = lambda: lightgbm.train(options, lightgbm.Dataset(train, labels[:rows]), 1 if what == "tree" else 100)
    score = lambda model: model.predict(held)
else:
    from sklearn.linear_model import LogisticRegression
    from sklearn.tree import DecisionTreeClassifier

    model = DecisionTreeClassifier(max_leaf_nodes=31, min_samples_leaf=20) if what == "tree" else LogisticRegression(C=np.inf)
    fit = lambda: model.fit(train, labels[:rows])
    score = lambda model: model.predict_proba(held)[:, 1]
begun, before = time.perf_counter(), time.process_time()
fitted = fit()
seconds, cpu = time.perf_counter() - begun, time.process_time() - before
print(json.dumps(dict(seconds=seconds, cpu=cpu, auc=float(roc_auc_score(labels[rows:], score(fitted))))))
