"""Every address of the house, asked by everybody of another centre for what is not theirs."""
