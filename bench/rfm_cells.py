"""The segments of the map rfm-10 by cell: r, f and m from 1 to 5, m fastest. The first rule that holds names the cell."""
rules = [
    ('Champions', (5, 5), (5, 5), (5, 5)),
    ('Potential Loyalist', (3, 5), (3, 5), (2, 5)),
    ('Loyal Customers', (2, 4), (2, 4), (2, 4)),
    ('Promising', (3, 4), (1, 3), (3, 5)),
    ('New Customers', (4, 5), (1, 3), (1, 5)),
    ("Can't Lose Them", (1, 2), (3, 4), (4, 5)),
    ('At Risk', (1, 2), (2, 5), (4, 5)),
    ('Need Attention', (1, 3), (3, 5), (3, 5)),
    ('About To Sleep', (2, 3), (1, 3), (1, 4)),
    ('Lost', (1, 1), (1, 5), (1, 5)),
]


def segment(cell):
    holds = lambda ranges: all(low <= score <= high for score, (low, high) in zip(cell, ranges))
    return next((name for name, *ranges in rules if holds(ranges)), 'Others')


scores = range(1, 6)
cells = [segment((r, f, m)) for r in scores for f in scores for m in scores]
