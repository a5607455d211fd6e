"""No models. Django tells only apps with this module that a migration has ended (apps.py)."""
