//! Worlds seen from outside: the files they leave, read by a reader of the tests' own.

#[cfg(test)]
mod breakage;
#[cfg(test)]
mod causes;
#[cfg(test)]
mod files;
#[cfg(test)]
mod planted;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod sums;
