"""Charts as static SVG: pure geometry as text ready for attributes; one module a chart.

A chart's template is `site_templates/charts/<module>.j2`. Places and sizes are percentages (down the page also pixels), so
that a drawing fills any width while its text keeps the size of the page's; colours come from classes, never from attributes.
Every chart has a title, a description, and the same figures in words or in a table.
"""
