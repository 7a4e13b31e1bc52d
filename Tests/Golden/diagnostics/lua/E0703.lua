--- @include "../../elsewhere"
--- @include "nosuch"
--- @include "shared/circle"
return 1
