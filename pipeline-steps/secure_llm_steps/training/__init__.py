"""Training and validation of a model: data, adapter, figures, registration."""
