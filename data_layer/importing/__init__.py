"""Imports of a running server: folders that may be named (folders), the jobs in their queue (queue, jobs)."""

from data_layer.importing.folders import FOLDERS_VARIABLE, find_folder, folder_roots
from data_layer.importing.jobs import FileLine, Job, JobState
from data_layer.importing.queue import ImportQueue

__all__ = ["FOLDERS_VARIABLE", "FileLine", "ImportQueue", "Job", "JobState", "find_folder", "folder_roots"]
