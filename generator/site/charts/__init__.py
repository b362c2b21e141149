"""Charts as static SVG: pure geometry in per cent of the drawing, as text ready for attributes; one module a chart.

A chart's template is `site_templates/charts/<module>.j2`. Places and sizes are percentages, so that a drawing fills any
width while its text keeps the size of the page's; colours come from classes, never from attributes.
"""
