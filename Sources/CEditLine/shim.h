// el_set and history are variadic, which Swift cannot call: a wrapper for each of their uses here.
#ifndef CACHECTL_CEDITLINE_SHIM_H
#define CACHECTL_CEDITLINE_SHIM_H
#include <histedit.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

typedef char *(*cachectl_el_prompt)(EditLine *);
typedef unsigned char (*cachectl_el_function)(EditLine *, int);

static inline EditLine *cachectl_el_init(const char *program, FILE *in, FILE *out, FILE *err) {
  return el_init(program, in, out, err);
}

// What stands between two \1 in a prompt takes no room on the screen: colours.
static inline int cachectl_el_set_prompt(EditLine *el, cachectl_el_prompt prompt) {
  return el_set(el, EL_PROMPT_ESC, prompt, '\1');
}

static inline int cachectl_el_set_editor(EditLine *el, const char *mode) {
  return el_set(el, EL_EDITOR, mode);
}

static inline int cachectl_el_set_edit_mode(EditLine *el, int is_on) {
  return el_set(el, EL_EDITMODE, is_on);
}

static inline int cachectl_el_set_signal(EditLine *el, int is_on) {
  return el_set(el, EL_SIGNAL, is_on);
}

// Without noflsh the terminal throws away, a moment after it has sent SIGINT, what was written in answer to it: the next prompt.
static inline int cachectl_el_keep_output(EditLine *edit_line) {
  static const char *const modes[] = {"-d", "-q", "-x"};
  int code = 0;
  for (int i = 0; i < 3; i++) code |= el_set(edit_line, EL_SETTY, modes[i], "+noflsh", NULL);
  return code;
}

// By the key and without echo, before anything is read.
static inline int cachectl_el_prepare_terminal(EditLine *el) {
  return el_set(el, EL_PREP_TERM, 1);
}

static inline int cachectl_el_add_function(
    EditLine *el, const char *name, const char *help, cachectl_el_function function) {
  return el_set(el, EL_ADDFN, name, help, function);
}

static inline int cachectl_el_bind(EditLine *el, const char *key, const char *function) {
  return el_set(el, EL_BIND, key, function, NULL);
}

// In the command map of vi mode.
static inline int cachectl_el_bind_alternate(EditLine *el, const char *key, const char *function) {
  return el_set(el, EL_BIND, "-a", key, function, NULL);
}

static inline int cachectl_el_is_vi(EditLine *el) {
  const char *mode = NULL;
  return el_get(el, EL_EDITOR, &mode) == 0 && mode != NULL && strcmp(mode, "vi") == 0;
}

// The wide setter: before 2016 the narrow one meant a reader of char.
static inline int cachectl_el_set_reader(EditLine *el, el_rfunc_t reader) {
  return el_wset(el, EL_GETCFN, reader);
}

static inline int cachectl_el_set_data(EditLine *el, void *data) {
  return el_set(el, EL_CLIENTDATA, data);
}

static inline void *cachectl_el_data(EditLine *el) {
  void *data = NULL;
  el_get(el, EL_CLIENTDATA, &data);
  return data;
}

static inline int cachectl_el_refresh(EditLine *el) { return el_set(el, EL_REFRESH); }

static inline int cachectl_el_set_history(EditLine *el, History *h) {
  return el_set(el, EL_HIST, history, h);
}

static inline int cachectl_history_set_size(History *h, int size) {
  HistEvent event;
  return history(h, &event, H_SETSIZE, size);
}

static inline int cachectl_history_enter(History *h, const char *line) {
  HistEvent event;
  return history(h, &event, H_ENTER, line);
}

static inline int cachectl_history_clear(History *h) {
  HistEvent event;
  return history(h, &event, H_CLEAR);
}

#endif
