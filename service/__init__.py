"""A question in; passages, an answer with citations, and the figures on which the sources conflict out."""
