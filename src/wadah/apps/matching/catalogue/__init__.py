"""A catalogue for a buyer: chosen products with what is proved of them."""
