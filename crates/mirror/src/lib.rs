//! Both reports of every flow side by side.
