"""来源与导入: bringing documents in, what came of it, and taking them out again."""
