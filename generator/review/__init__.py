"""From files to a checked catalog: every report read and checked, also against its other years and the published edition."""
