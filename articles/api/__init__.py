"""The API: what readers may read, as JSON, for programs. It only reads.

`asked` reads a request, `shapes` says how each thing is told, `answers` holds what all answers have
in common, `views` has one function for each address, and `description` says the same in OpenAPI.
What is told once stays so: a name may be added, none is taken away or given another meaning.
"""
