//! Set-up, build, tests and measurements.
fn main() {}
