import Recipe

/// The syntax file for Vim and Neovim, from the vocabulary.
package enum VimSyntax {
  package static var text: String {
    """
    " Recipes of cachectl. Written by `make generate` from the vocabulary; do not edit.
    if exists("b:current_syntax")
      finish
    endif

    syntax case match
    syntax iskeyword @,48-57,_,-

    " What comes later wins where two begin at the same place.
    syntax match cachectlNumber "\\<\(vim(EditorWords.numberPattern))"
    syntax match cachectlOperator "==\\|!=\\|<=\\|>=\\|[<>+*/%=]\\|\\s\\zs-\\ze\\s\\|\\.\\."
    syntax match cachectlOperator "\(words(Vocabulary.operatorWords))"
    syntax match cachectlConstant "\(words(Vocabulary.constantWords))"
    syntax match cachectlClause "\(words(EditorWords.clauses))"
    syntax match cachectlFunction "\(words(EditorWords.functions))\\ze("
    syntax match cachectlType ":\\s*\\zs\(words(EditorWords.types))" contained
    syntax match cachectlFilter "|\\s*\\zs\(words(EditorWords.filters))" contained
    syntax match cachectlVerb "^\\s*\\zs\(words(EditorWords.plainVerbs))"
    syntax match cachectlVerb "^\(words(EditorWords.verbs))"

    syntax cluster cachectlValue contains=cachectlNumber,cachectlOperator,cachectlConstant,cachectlFunction,cachectlString,cachectlRaw,cachectlText,cachectlRawText,cachectlCommand,cachectlList
    syntax region cachectlList matchgroup=cachectlBracket start="\\[" end="\\]" contains=@cachectlValue,cachectlType,cachectlComment
    syntax region cachectlHole matchgroup=cachectlHoleEdge start="{{\\@!\\%([#*]\\)\\?" end="}" contained contains=@cachectlValue,cachectlFilter,cachectlType
    syntax match cachectlBrace "{{\\|}}" contained
    syntax match cachectlEscape "\\\\." contained
    syntax region cachectlRaw start="'" end="'" oneline
    syntax region cachectlRawText start="'''" end="'''"
    syntax region cachectlString start=+"+ skip=+\\\\.+ end=+"+ oneline contains=cachectlHole,cachectlBrace,cachectlEscape
    syntax region cachectlText start=+\"""+ end=+\"""+ contains=cachectlHole,cachectlBrace
    syntax region cachectlCommand start="`" end="`" contains=cachectlHole,cachectlBrace
    syntax match cachectlComment "#.*$" contains=@Spell

    highlight default link cachectlVerb Statement
    highlight default link cachectlClause Keyword
    highlight default link cachectlFunction Function
    highlight default link cachectlFilter Function
    highlight default link cachectlType Type
    highlight default link cachectlNumber Number
    highlight default link cachectlConstant Constant
    highlight default link cachectlOperator Operator
    highlight default link cachectlString String
    highlight default link cachectlText String
    highlight default link cachectlRaw String
    highlight default link cachectlRawText String
    highlight default link cachectlCommand String
    highlight default link cachectlHole Identifier
    highlight default link cachectlHoleEdge Special
    highlight default link cachectlBrace SpecialChar
    highlight default link cachectlEscape SpecialChar
    highlight default link cachectlComment Comment

    let b:current_syntax = "cachectl"

    """
  }

  /// A choice of whole words, as Vim's magic patterns write it.
  private static func words(_ words: [String]) -> String {
    "\\<\\%(\(words.joined(separator: "\\|"))\\)\\>"
  }

  /// The pattern of an editor with `(?:` and `|`, as Vim writes it.
  private static func vim(_ pattern: String) -> String {
    pattern.replacing("\\.", with: "\u{0}").replacing("+", with: "\\+").replacing(
      "(?:", with: "\\%("
    )
    .replacing(")", with: "\\)").replacing("|", with: "\\|").replacing("?", with: "\\?")
    .replacing("\u{0}", with: "\\.")
  }
}
