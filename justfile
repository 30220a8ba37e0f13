# Short names for the commands of CONTRIBUTING.md; nothing here that cargo alone cannot do.

# The gate: formatting, lints, tests, documentation, dependencies
test:
    cargo xtask test

# The main job on real figures
demo:
    cargo run --release -- demo

# Golden cases only
cases:
    cargo test -p entente-mirror --test mirror cases

# Write the expectations of the intake's specimens anew; read the difference before committing
bless:
    BLESS=1 cargo test -p entente-mirror --test mirror intake

# Rules of the repository only
rules:
    cargo test -p xtask
