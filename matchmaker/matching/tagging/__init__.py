"""Suggesting an industry, and a class of GB/T 4754, for profiles that state none.

Read ``text_classifier`` (three views of a text that vote, and the measured confidence), ``industries`` (the industry,
from profiles or from names of classes), then ``gbt_classes`` (the class, from the nearest profiles).
"""
