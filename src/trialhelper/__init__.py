"""Which conversation about gene therapy is worth having with a provider."""
