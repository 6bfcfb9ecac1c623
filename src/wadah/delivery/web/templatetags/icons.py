"""The icons of the house: strokes on a 24 grid, drawn for Wadah."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "check": '<path d="M4 12.5l5 5L20 6.5"/>',
    "ready": '<circle cx="12" cy="12" r="9" fill="currentColor" stroke="none"/>'
    '<path d="M7.5 12.4l3 3 6-6.4" stroke="#256f49" stroke-width="2.6"/>',
    "half": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" stroke="none"/>',
    "question": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.4 9.2a2.7 2.7 0 1 1 3.9 2.6c-.9.4-1.3 1-1.3 1.9M12 17h.01"/>',
    "stop": '<path d="M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8z"/>'
    '<path d="M8.5 8.5l7 7m0-7l-7 7"/>',
    "cross": '<path d="M5 5l14 14M19 5L5 19"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "minus": '<path d="M5 12h14"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5h.01"/>',
    "warning": '<path d="M12 3.5l9.5 17h-19z"/><path d="M12 10v4.5M12 17.5h.01"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "upload": '<path d="M12 16V4m-5 5l5-5 5 5M4 20h16"/>',
    "download": '<path d="M12 4v12m-5-5l5 5 5-5M4 20h16"/>',
    "file": '<path d="M6 2.5h8l4.5 4.5v14.5H6z"/>'
    '<path d="M14 2.5V7h4.5M9 12h6M9 16h6"/>',
    "camera": '<path d="M3 7.5h4.5L9 5h6l1.5 2.5H21V19H3z"/>'
    '<circle cx="12" cy="13" r="3.6"/>',
    "calendar": '<path d="M3.5 5h17v16h-17zM3.5 10h17M8 2.5V7m8-4.5V7"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/>'
    '<path d="M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6"/>'
    '<path d="M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.6c2 .8 3.2 2.6 3.5 5.4"/>',
    "handshake": '<path d="M2.5 7.5l5-2 4.5 2 4.5-2 5 2v8h-3l-5 4-6-4h-5z"/>'
    '<path d="M12 7.5l-3.5 4c1.5 1.5 3.5 1 5-.5l4.5 4"/>',
    "ship": '<path d="M3 14.5h18l-2.5 6h-13zM6 14.5V8h12v6.5M10 8V4h4v4"/>',
    "money": '<path d="M2.5 6h19v12h-19z"/><circle cx="12" cy="12" r="3"/>'
    '<path d="M6 9.5v5m12-5v5"/>',
    "arrow": '<path d="M4 12h15m-6-6l6 6-6 6"/>',
    "globe": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9"/>',
    "user": '<circle cx="12" cy="8" r="4"/>'
    '<path d="M4 21c.5-4.5 3.5-7 8-7s7.5 2.5 8 7"/>',
    "home": '<path d="M3 11.5L12 4l9 7.5M5.5 10v10.5h13V10"/>',
    "box": '<path d="M3.5 7.5L12 3l8.5 4.5v9L12 21l-8.5-4.5z"/>'
    '<path d="M3.5 7.5L12 12l8.5-4.5M12 12v9"/>',
    "leaf": '<path d="M5 19C4 10 9 4 20 4c.5 10-5 16-13 14M5 20c2-5 5-8 9-10"/>',
    "chart": '<path d="M4 4v16h16M8 16v-4m4 4V8m4 8v-6"/>',
    "edit": '<path d="M4 20l1-4.5L16.5 4 20 7.5 8.5 19z"/>',
    "filter": '<path d="M3 5h18l-7 8.5V20l-4-2v-4.5z"/>',
    "menu": '<path d="M3.5 6.5h17M3.5 12h17M3.5 17.5h17"/>',
    "print": '<path d="M7 8V3h10v5M7 17H3.5V8h17v9H17"/><path d="M7 14h10v7H7z"/>',
}
