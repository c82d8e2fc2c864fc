//! Tables of text, as Markdown, as CSV, and in columns.

use std::fmt::Write;

use super::escape;
use super::wrap::width;

/// A table: a header and rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// An answer: sentences, and under them tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Its sentences, the first being the question or the gist.
    pub lines: Vec<String>,
    /// Its tables.
    pub grids: Vec<Grid>,
}

impl Grid {
    /// An empty table.
    pub fn new<'name>(header: impl IntoIterator<Item = &'name str>) -> Self {
        Self { header: header.into_iter().map(str::to_owned).collect(), rows: Vec::new() }
    }

    fn all_rows(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.header).chain(&self.rows)
    }

    /// The table without columns in which no row has anything.
    #[must_use]
    pub fn without_blank_columns(mut self) -> Self {
        let said = |column: usize| {
            self.rows.is_empty()
                || self.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
        };
        let kept: Vec<bool> = (0..self.header.len()).map(said).collect();
        for row in std::iter::once(&mut self.header).chain(&mut self.rows) {
            let mut kept = kept.iter();
            row.retain(|_| kept.next().is_none_or(|kept| *kept));
        }
        self
    }

    /// The table in Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        for (index, row) in self.all_rows().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| escape::markdown(cell)).collect();
            let _ = writeln!(text, "| {} |", cells.join(" | "));
            if index == 0 {
                let _ = writeln!(text, "|{}", " --- |".repeat(row.len()));
            }
        }
        text
    }

    /// The table in CSV, after RFC 4180.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        for row in self.all_rows() {
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
            let _ = write!(text, "{}\r\n", cells.join(","));
        }
        text
    }

    /// The table in aligned columns.
    pub fn columns(&self) -> String {
        let mut widths = vec![0; self.header.len()];
        for row in self.all_rows() {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = width(cell).max(*widest);
            }
        }
        let mut text = String::new();
        for row in self.all_rows() {
            let mut line = String::new();
            for (cell, widest) in row.iter().zip(&widths) {
                let gap = widest - width(cell) + 2;
                let _ = write!(line, "{cell}{:gap$}", "");
            }
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_escaped_as_each_format_asks() {
        let mut grid = Grid::new(["a", "b"]);
        grid.rows.push(vec!["1, \"2\"".to_owned(), "x|y".to_owned()]);
        assert_eq!(grid.csv(), "a,b\r\n\"1, \"\"2\"\"\",x|y\r\n");
        assert_eq!(grid.markdown(), "| a | b |\n| --- | --- |\n| 1, \"2\" | x\\|y |\n");
        assert_eq!(grid.columns(), "a       b\n1, \"2\"  x|y\n");
    }

    #[test]
    fn columns_that_say_nothing_are_left_out() {
        let mut grid = Grid::new(["a", "b", "c"]);
        assert_eq!(grid.clone().without_blank_columns(), grid);
        grid.rows = [["1", "", ""], ["", "", "2"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        let mut expected = Grid::new(["a", "c"]);
        expected.rows = [["1", ""], ["", "2"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        assert_eq!(grid.without_blank_columns(), expected);
    }
}
