"""The door of the API: who asks, as what, in which centre; how it says no; how it describes itself.

Modules are named, never gathered here: the settings name `authentication`, which must not import a view.
"""
