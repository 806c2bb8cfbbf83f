#define LANES 4
#define REGISTERS 16
#define SET baseline
#define SET_NAME "baseline"
#include "kernels_template.h"
