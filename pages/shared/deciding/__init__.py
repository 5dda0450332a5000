"""What people decide, and who: 数据核查 and its findings, corrections, their history."""
