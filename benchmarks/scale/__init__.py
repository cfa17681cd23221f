"""Several regional balances at once: worker processes against a Dask cluster."""
