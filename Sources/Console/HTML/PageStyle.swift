/// How a page looks. The six colours of series can be told apart by everybody (Okabe and Ito), on white and on black.
enum PageStyle {
  static let css: StaticString = """

    :root {
      color-scheme: light dark;
      --page: #f6f7f9; --card: #fff; --ink: #1b1f24; --quiet: #5b6570; --line: #dfe3e8; --grid: #e8ebef;
      --good: #116329; --good-back: #dafbe1; --bad: #a40e26; --bad-back: #ffe2e0;
      --warning: #7a4e00; --warning-back: #fff1c9; --neutral-back: #e9ecf0;
      --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #b5577f; --c4: #b38600; --c5: #3c8ed9;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0d1117; --card: #161b22; --ink: #e6edf3; --quiet: #9aa5b1; --line: #30363d; --grid: #262c34;
        --good: #7ee2a0; --good-back: #12361f; --bad: #ffaba8; --bad-back: #4b1619;
        --warning: #f2cc60; --warning-back: #3d2f06; --neutral-back: #262c34;
        --c0: #56b4e9; --c1: #f08a3c; --c2: #2fc79a; --c3: #e08bb4; --c4: #e6c34d; --c5: #8ab8f0;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 66rem; background: var(--page); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    h1, h2 { display: flex; flex-wrap: wrap; gap: .6rem; align-items: baseline; line-height: 1.25; overflow-wrap: anywhere; }
    h1 { font-size: 1.6rem; margin: 0; }
    h2 { font-size: 1.15rem; margin: 0 0 1rem; }
    h3 { font-size: .95rem; margin: 1.5rem 0 .5rem; }
    p { margin: .5rem 0; }
    .facts { color: var(--quiet); margin: .35rem 0 1.5rem; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
    .facts span { overflow-wrap: anywhere; }
    section {
      background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1.25rem; margin: 0 0 1.25rem;
    }
    a { color: var(--c0); }
    code, pre { font: .87em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
    pre { background: var(--page); border-radius: 6px; padding: .75rem; margin: .5rem 0; white-space: pre-wrap; }
    .quiet { color: var(--quiet); }

    .mark {
      font-size: .8rem; font-weight: 600; padding: .05rem .55rem; border-radius: 1rem; white-space: nowrap;
      background: var(--neutral-back); color: var(--quiet); line-height: 1.6;
    }
    .mark.good { color: var(--good); background: var(--good-back); }
    .mark.bad { color: var(--bad); background: var(--bad-back); }
    .mark.warning { color: var(--warning); background: var(--warning-back); }

    .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .75rem; margin: 0 0 1.25rem; }
    .tiles div { border: 1px solid var(--line); border-radius: 8px; padding: .55rem .8rem; min-width: 0; }
    dt { color: var(--quiet); font-size: .8rem; }
    dd { margin: 0; font-size: 1.3rem; font-weight: 600; overflow-wrap: anywhere; line-height: 1.3; }

    .verdicts { list-style: none; margin: 0 0 1.25rem; padding: 0; }
    .verdicts li { display: flex; flex-wrap: wrap; gap: .15rem .75rem; align-items: baseline; padding: .4rem 0; border-top: 1px solid var(--grid); }
    .verdicts li:first-child { border-top: 0; }
    .verdicts .mark { min-width: 3.4rem; text-align: center; }
    .verdicts .value { color: var(--quiet); }
    .verdicts .say { flex-basis: 100%; padding-left: 4.15rem; }

    .scroll { overflow-x: auto; margin: .5rem 0 1.25rem; }
    table { border-collapse: collapse; width: 100%; }
    th { text-align: left; font-weight: 600; color: var(--quiet); font-size: .85rem; }
    th, td { padding: .35rem .9rem .35rem 0; border-bottom: 1px solid var(--grid); vertical-align: baseline; }
    td { overflow-wrap: anywhere; min-width: 4rem; }
    td:first-child { min-width: 8rem; }
    th.number, td.number { text-align: right; white-space: nowrap; }
    th:last-child, td:last-child { padding-right: 0; }
    tbody tr:last-child > * { border-bottom: 0; }

    .chart { margin: 1.25rem 0; }
    figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .6rem; display: flex; flex-wrap: wrap; gap: .25rem 1rem; overflow-wrap: anywhere; }
    .legend { font-weight: 400; font-size: .85rem; display: flex; flex-wrap: wrap; gap: .1rem 1rem; }
    .legend span::before { content: ""; display: inline-block; width: 1em; height: .2em; margin-right: .4em; vertical-align: .25em; background: var(--color); }
    .plot { display: grid; grid-template-columns: 4.6rem 1fr; font-size: .78rem; color: var(--quiet); }
    .y { position: relative; }
    .y span { position: absolute; right: .6rem; transform: translateY(50%); white-space: nowrap; line-height: 1; }
    .area { position: relative; height: 15rem; border-bottom: 1px solid var(--quiet); }
    .area svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: visible; }
    .x { grid-column: 2; position: relative; height: 1.6rem; margin-right: 1.2rem; width: 100%; }
    .x span { position: absolute; top: .35rem; transform: translateX(-50%); white-space: nowrap; line-height: 1; }
    .c0 { --color: var(--c0); } .c1 { --color: var(--c1); } .c2 { --color: var(--c2); }
    .c3 { --color: var(--c3); } .c4 { --color: var(--c4); } .c5 { --color: var(--c5); }
    svg path { vector-effect: non-scaling-stroke; fill: none; }
    .grid { stroke: var(--grid); }
    .line { stroke: var(--color); stroke-width: 1.75; stroke-linejoin: round; }
    svg path.steps { fill: var(--color); fill-opacity: .75; stroke: var(--color); stroke-width: 1; }
    svg .limit { stroke: var(--bad); stroke-dasharray: 5 4; }
    svg .note { stroke: var(--bad); }
    .hit { fill: transparent; }
    .hit:hover { fill: var(--ink); fill-opacity: .08; }
    .area span { position: absolute; color: var(--bad); background: var(--card); border-radius: 4px; padding: 0 .3rem; line-height: 1.35; max-width: 60%; }
    .area span.note { margin-left: .25rem; }
    .area span.note.left { transform: translateX(-100%); margin-left: -.25rem; text-align: right; }
    .area span.limit { right: 0; transform: translateY(-2px); }

    .bars { font-size: .87rem; }
    .bars th, .bars td { border: 0; padding: .12rem .75rem .12rem 0; min-width: 0; vertical-align: middle; }
    .bars th { font-weight: 400; color: var(--ink); width: 1%; min-width: 5rem; max-width: 18rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .bars td.number { width: 1%; }
    .bars .bar { width: auto; min-width: 3rem; }
    .bars i { display: block; height: .95rem; background: var(--c0); border-radius: 0 3px 3px 0; }

    footer { color: var(--quiet); font-size: .85rem; }
    @media (max-width: 34rem) {
      body { padding: 1rem .6rem 3rem; }
      section { padding: 1rem .8rem; }
      .plot { grid-template-columns: 3.6rem 1fr; }
      .area { height: 12rem; }
      .x span:nth-child(even) { display: none; }
      .verdicts .say { padding-left: 0; }
      .bars th { max-width: 8rem; }
    }
    @media print {
      body { background: #fff; padding: 0; max-width: none; }
      section { break-inside: avoid-page; border-color: #ccc; }
      .chart { break-inside: avoid; }
    }

    """
}
