//! The screen Source: the outline of the paper, what cites each paragraph, and the passage itself
//! where the reader has a copy; or the record of events, each with how firmly it is asserted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::list::{self, Item};
use super::{Drawn, NARROW, Scroll, Target, chrome, page};
use crate::language::source::{Entry, Firmness, Paragraph, Section, Source};
use crate::report::citations::{self, Citation};
use crate::report::text::cite;
use crate::report::wrap::wrap;
use crate::tui::app::App;
use crate::tui::screens::SourceScreen;
use crate::tui::theme::Role;

/// Draws the screen.
pub(super) fn draw(app: &App, screen: &SourceScreen, area: Rect, buffer: &mut Buffer, drawn: &mut Drawn) {
    let source = &app.library.sources[screen.source];
    if screen.on_record {
        draw_record(app, screen, source, area, buffer, drawn);
        return;
    }
    let (outline, paragraph) = if area.width >= NARROW {
        let left = area.width * 2 / 5;
        (Rect { width: left, ..area }, Rect { x: area.x + left, width: area.width - left, ..area })
    } else {
        // While keys go to the claims, the outline would leave them no room.
        let above = if screen.claim.is_some() { 0 } else { area.height / 2 };
        (Rect { height: above, ..area }, Rect { y: area.y + above, height: area.height - above, ..area })
    };
    draw_outline(app, screen, source, outline, buffer, drawn);
    draw_paragraph(app, screen, source, paragraph, buffer, drawn);
}

fn draw_outline(
    app: &App,
    screen: &SourceScreen,
    source: &Source,
    area: Rect,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    let focused = screen.claim.is_none();
    let inside = chrome::named_frame(app, &source.title, focused, area, "", buffer);
    if inside.is_empty() {
        return;
    }
    drawn.page = Scroll { page: usize::from(inside.height / 2).max(1), most: 0 };
    let room = usize::from(inside.width.saturating_sub(2));
    let mut items = Vec::new();
    let mut place = 0;
    for section in &source.sections {
        let heading = format!("{} {}", section.id, section.title);
        items.push(Item::plain(styled(app, &heading, room, 0, Role::Heading)));
        for paragraph in &section.paragraphs {
            let citing = app.citations.iter().filter(|citation| {
                citation.source == screen.source
                    && citation.in_paragraph(&section.id, &paragraph.id).is_some()
            });
            let count = match citing.count() {
                0 => String::new(),
                number => format!(" ({number})"),
            };
            let words = format!("{} {}{count}", paragraph.id, paragraph.gist);
            items.push(Item {
                lines: styled(app, &words, room, 2, Role::Text),
                target: Some(Target::Paragraph(place)),
                chosen: place == screen.paragraph,
                mark: 0,
            });
            place += 1;
        }
    }
    list::draw(app, &items, area, inside, focused, buffer, drawn);
}

fn draw_paragraph(
    app: &App,
    screen: &SourceScreen,
    source: &Source,
    area: Rect,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    let Some((section, paragraph)) = source.paragraphs().nth(screen.paragraph) else { return };
    let name = format!("{} {}", section.id, paragraph.id);
    let note = match paragraph.sentences {
        1 => "1 sentence".to_owned(),
        number => format!("{number} sentences"),
    };
    let inside = chrome::named_frame(app, &name, screen.claim.is_some(), area, &note, buffer);
    if inside.is_empty() {
        return;
    }
    let room = usize::from(inside.width.saturating_sub(2));
    let claims = app.claims_here();
    let (about, cited) = about(app, screen, section, paragraph, &claims, room);
    // The passage and what cites it scroll apart, so that both stay in sight.
    let height = (about.len() as u16).min(inside.height * 3 / 5).min(inside.height.saturating_sub(3));
    let passage = Rect { height, ..inside };
    let list = Rect { y: inside.y + height, height: inside.height - height, ..inside };
    let most = about.len().saturating_sub(usize::from(height));
    let first = if screen.claim.is_some() { cited.saturating_sub(1) } else { screen.first }.min(most);
    for (line, y) in about.iter().skip(first).zip(passage.top()..passage.bottom()) {
        buffer.set_line(passage.x + 1, y, line, passage.width.saturating_sub(1));
    }
    drawn.passage = Scroll { page: usize::from(height).max(1), most };
    if most > 0 && height > 0 {
        let words = match (first, most - first) {
            (0, below) => format!(" {below} more "),
            (above, 0) => format!(" {above} before "),
            (above, below) => format!(" {above} before, {below} more "),
        };
        let x = passage.right().saturating_sub(1 + words.len() as u16).max(passage.x);
        buffer.set_stringn(x, passage.bottom() - 1, &words, words.len(), app.theme.style(Role::Key));
    }
    let mut items = Vec::new();
    if claims.is_empty() {
        items.push(Item::plain(styled(app, "Nothing in these scenarios cites it.", room, 0, Role::Quiet)));
    } else {
        items.push(Item::plain(styled(app, "It is cited by:", room, 0, Role::Heading)));
    }
    for (place, (citation, sentences)) in claims.iter().enumerate() {
        items.push(Item {
            lines: claim(app, citation, sentences, room),
            target: Some(Target::Claim(place)),
            chosen: screen.claim == Some(place),
            mark: 0,
        });
    }
    list::draw(app, &items, area, list, screen.claim.is_some(), buffer, drawn);
}

/// What the outline has of a paragraph, and the passage where the reader has a copy; and the line at
/// which the first sentence stands that is cited.
fn about(
    app: &App,
    screen: &SourceScreen,
    section: &Section,
    paragraph: &Paragraph,
    claims: &[(&Citation, Vec<(u16, u16)>)],
    room: usize,
) -> (Vec<Line<'static>>, usize) {
    let mut lines = Vec::new();
    page::push(&mut lines, &paragraph.gist, room, 0, app.theme.style(Role::Text));
    let begins = format!("It begins “{} …”", paragraph.first_words);
    page::push(&mut lines, &begins, room, 0, app.theme.style(Role::Quiet));
    lines.push(Line::raw(""));
    let Some(copy) = app.copy_of(screen.source) else {
        let words = "With --paper FILE, your own copy of the paper as plain text, the passage stands here.";
        page::push(&mut lines, words, room, 0, app.theme.style(Role::Quiet));
        lines.push(Line::raw(""));
        return (lines, 0);
    };
    let Some(passage) = copy.passage(&section.id, &paragraph.id) else {
        let words = "Your copy does not seem to have this paragraph.";
        page::push(&mut lines, words, room, 0, app.theme.style(Role::Quiet));
        lines.push(Line::raw(""));
        return (lines, 0);
    };
    // While a claim is chosen, its sentences are marked; else all that are cited.
    let chosen = screen.claim.and_then(|place| claims.get(place));
    let is_cited = |number: u16, sentences: &[(u16, u16)]| {
        sentences.is_empty() || sentences.iter().any(|(first, last)| (*first..=*last).contains(&number))
    };
    let mut first_cited = None;
    for (index, sentence) in passage.sentences.iter().enumerate() {
        let number = index as u16 + 1;
        let cited = match chosen {
            Some((_, sentences)) => is_cited(number, sentences),
            None => claims.iter().any(|(_, sentences)| !sentences.is_empty() && is_cited(number, sentences)),
        };
        if cited {
            first_cited.get_or_insert(lines.len());
        }
        let (mark, role) = match (cited, app.ascii) {
            (true, false) => ("▌", Role::Cited),
            (true, true) => (">", Role::Cited),
            (false, _) => (" ", Role::Text),
        };
        let label = format!("s{number}");
        for (row, part) in wrap(sentence, room.saturating_sub(5)).into_iter().enumerate() {
            let label = if row == 0 { label.as_str() } else { "" };
            lines.push(Line::from(vec![
                Span::styled(mark, app.theme.style(Role::Key)),
                Span::styled(format!("{label:<4}"), app.theme.style(Role::Quiet)),
                Span::styled(part, app.theme.style(role)),
            ]));
        }
    }
    lines.push(Line::raw(""));
    (lines, first_cited.unwrap_or(0))
}

fn claim(app: &App, citation: &Citation, sentences: &[(u16, u16)], room: usize) -> Vec<Line<'static>> {
    let (_, grounds) = citations::cite_and_grounds(&app.library, citation.source, citation.claim);
    let mut parts = vec![citations::kind(citation.claim).to_owned()];
    if !grounds.is_empty() {
        parts.push(grounds.to_owned());
    }
    if !sentences.is_empty() {
        let ranges = sentences.iter().map(|(first, last)| {
            if first == last { format!("s{first}") } else { format!("s{first}-{last}") }
        });
        parts.push(ranges.collect::<Vec<_>>().join(", "));
    }
    let words = citations::words(&app.library, citation.source, citation.claim);
    let mut lines = styled(app, &parts.join(" · "), room, 0, Role::Key);
    lines.extend(styled(app, &words, room, 2, Role::Text));
    lines
}

fn draw_record(
    app: &App,
    screen: &SourceScreen,
    source: &Source,
    area: Rect,
    buffer: &mut Buffer,
    drawn: &mut Drawn,
) {
    let note = format!("{} events", source.record.len());
    let inside = chrome::named_frame(app, "The record of events", true, area, &note, buffer);
    if inside.is_empty() {
        return;
    }
    drawn.page = Scroll { page: usize::from(inside.height / 3).max(1), most: 0 };
    let room = usize::from(inside.width.saturating_sub(2));
    let mut items = Vec::new();
    if source.record.is_empty() {
        items.push(Item::plain(styled(app, "The source has no record.", room, 0, Role::Quiet)));
    }
    let mut strand = None;
    for (place, entry) in source.record.iter().enumerate() {
        if place > 0 && strand != Some(&entry.strand) {
            let heading = entry.strand.as_deref().unwrap_or("the record");
            let heading = crate::report::sentences::capitalised(heading);
            items.push(Item::plain(styled(app, &heading, room, 0, Role::Heading)));
        }
        strand = Some(&entry.strand);
        items.push(Item {
            lines: event(app, entry, room),
            target: Some(Target::Entry(place)),
            chosen: place == screen.entry,
            mark: 0,
        });
    }
    list::draw(app, &items, area, inside, true, buffer, drawn);
}

/// An event: how firmly the paper has it, when, where, what, and what not to make of it.
fn event(app: &App, entry: &Entry, room: usize) -> Vec<Line<'static>> {
    const COLUMN: usize = 12;
    let unconfirmed = if entry.not_confirmed { " Not confirmed." } else { "" };
    let head = format!("{}, {}", entry.when, entry.place);
    let firmness = format!("{} {}", mark(entry.firmness, app.ascii), entry.firmness.word());
    let mut lines = Vec::new();
    for (row, part) in wrap(&head, room.saturating_sub(COLUMN)).into_iter().enumerate() {
        let firmness = if row == 0 { firmness.as_str() } else { "" };
        lines.push(Line::from(vec![
            Span::styled(format!("{firmness:<COLUMN$}"), app.theme.style(Role::Key)),
            Span::styled(part, app.theme.style(Role::Heading)),
        ]));
    }
    let style = app.theme.style(Role::Text);
    let quiet = app.theme.style(Role::Quiet);
    let what = crate::report::sentences::capitalised(&entry.what);
    page::push(&mut lines, &format!("{what}{unconfirmed} ({})", cite(&entry.cite)), room, COLUMN, style);
    if let Some(said_by) = &entry.said_by {
        page::push(&mut lines, &format!("Said by: {said_by}"), room, COLUMN, quiet);
    }
    if let Some(caution) = &entry.caution {
        page::push(&mut lines, &format!("Mind: {caution}"), room, COLUMN, quiet);
    }
    lines
}

/// A fuller mark for a firmer assertion.
const fn mark(firmness: Firmness, ascii: bool) -> &'static str {
    match (firmness, ascii) {
        (Firmness::Asserted, false) => "█",
        (Firmness::Asserted, true) => "#",
        (Firmness::Reported, false) => "▓",
        (Firmness::Reported, true) => "=",
        (Firmness::Assessed, false) => "▒",
        (Firmness::Assessed, true) => "+",
        (Firmness::Claimed, false) => "░",
        (Firmness::Claimed, true) => "-",
        (Firmness::Presumed | Firmness::Rumoured, _) => ".",
    }
}

fn styled(app: &App, text: &str, room: usize, indent: usize, role: Role) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (row, part) in wrap(text, room.saturating_sub(indent)).into_iter().enumerate() {
        let indent = if row == 0 && indent > 0 { 0 } else { indent };
        lines.push(Line::styled(format!("{:indent$}{part}", ""), app.theme.style(role)));
    }
    lines
}
