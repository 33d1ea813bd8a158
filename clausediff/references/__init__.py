"""text -> references to instruments and to places in them."""
