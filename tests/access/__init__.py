"""Who may open what: the rows of the matrix, and the objects their addresses name.

Every app adds a module with `ROWS` and, where its addresses name objects of its own,
`objects(scene)`; it is listed in `APPS`.
"""
