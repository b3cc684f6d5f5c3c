"""Reference values of src/tests/reference.rs, with no code in common with the crate.

Marginal likelihood of the graded response model by numpy on 241 points from -8 to 8, maximised by scipy's BFGS and Newton-CG over
unconstrained parameters (log of gaps), errors from a numerical Hessian in slopes and intercepts. DIF by statsmodels' OrderedModel.
Run in this folder: python reference.py (numpy 2.4, scipy 1.17, statsmodels 0.15).
"""

import csv

import numpy as np
from scipy.optimize import minimize
from scipy.stats import norm
from statsmodels.miscmodels.ordinal_model import OrderedModel

rows = list(csv.DictReader(open("graded8.csv")))
names = [f"g{k}" for k in range(1, 9)]
data = np.array([[-1 if row[name] == "" else int(row[name]) for name in names] for row in rows])
points = np.linspace(-8, 8, 241)
weights = norm.pdf(points)
weights /= weights.sum()


def log_likelihood(parameters):
    """Slope and three intercepts of each item, one after the other."""
    logs = np.zeros((len(data), len(points)))
    for at, (slope, *intercepts) in enumerate(parameters.reshape(8, 4)):
        cumulative = [np.ones_like(points)] + [1 / (1 + np.exp(-(slope * points + d))) for d in intercepts] + [np.zeros_like(points)]
        for category in range(4):
            found = np.log(cumulative[category] - cumulative[category + 1])
            logs[data[:, at] == category] += found
    return np.log(np.exp(logs) @ weights).sum()


def bounded(free):
    free = free.reshape(8, 4)
    first = free[:, 1]
    second = first - np.exp(free[:, 2])
    return np.column_stack([free[:, 0], first, second, second - np.exp(free[:, 3])]).ravel()


start = np.tile([1.0, 1.0, 0.0, 0.0], 8)
free = minimize(lambda x: -log_likelihood(bounded(x)), start, method="BFGS", options={"gtol": 1e-5}).x
best = bounded(free)


def hessian(at, step=1e-3):
    size = len(at)
    found = np.zeros((size, size))
    for i in range(size):
        for j in range(i + 1):
            def f(a, b):
                x = at.copy()
                x[i] += a * step
                x[j] += b * step
                return log_likelihood(x)
            found[i, j] = found[j, i] = (f(1, 1) - f(1, -1) - f(-1, 1) + f(-1, -1)) / (4 * step * step)
    return found


errors = np.sqrt(np.diag(np.linalg.inv(-hessian(best))))
print("log-likelihood", repr(log_likelihood(best)))
for at in range(8):
    print(names[at], [round(float(v), 6) for v in best[4 * at : 4 * at + 4]], [round(float(v), 5) for v in errors[4 * at : 4 * at + 4]])

complete = (data >= 0).all(axis=1)
score = data[complete].sum(axis=1).astype(float)
score = (score - score.mean()) / score.std()
group = np.array([row["group"] == "b" for row in rows])[complete].astype(float)
for at, name in enumerate(names):
    values = []
    for x in ([score], [score, group], [score, group, score * group]):
        fit = OrderedModel(data[complete][:, at], np.column_stack(x), distr="logit").fit(method="newton", disp=0, maxiter=200)
        values.append(float(fit.llf))
        if len(x) == 2:
            odds = float(fit.params[1])
    print(name, [round(v, 7) for v in values], round(odds, 6))
