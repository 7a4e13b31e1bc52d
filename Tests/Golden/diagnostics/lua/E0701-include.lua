--- @include "shared/unclosed"
return 1
