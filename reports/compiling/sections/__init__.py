"""The sections of the standard form, in their order. Each takes a Writer and the Material, and writes itself."""
