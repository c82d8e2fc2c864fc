//! What a reader types: names, requests, and their answers in words. The command palette, the
//! line mode and the command line are faces of the same requests.

pub mod answer;
pub mod names;
pub mod request;
