"""How a text reads: its sentences, numbers and claims. Pure readers of plain text; they know no site and no rule."""
