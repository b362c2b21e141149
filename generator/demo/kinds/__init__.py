"""The kinds of projects that demonstration records tell of, one data file each; `generator.demo.kind` reads them."""
