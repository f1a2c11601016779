//! How long a check of one report takes here. Prints the time of every run in milliseconds, as a list in one line.
fn main() {}
