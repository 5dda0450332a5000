"""Articles brought under the official subject list."""

from data_layer.topics.classifying import classify_topics

__all__ = ["classify_topics"]
