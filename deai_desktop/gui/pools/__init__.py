"""The page of pools: which there are, who belongs to them, founding, joining and inviting."""
