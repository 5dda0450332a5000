"""Articles brought under the official subject list."""

from data_layer.lexicon.topics import Topic, load_topics
from data_layer.topics.classifying import classify_topics

__all__ = ["Topic", "classify_topics", "load_topics"]
