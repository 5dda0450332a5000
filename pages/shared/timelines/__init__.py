"""时间趋势: reports as marks over real time, and what must be said about them."""
