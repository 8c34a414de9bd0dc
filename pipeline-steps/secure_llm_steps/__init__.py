"""What runs in the steps of the pipelines: one command per step, the same in a cluster and in the tests."""
