#ifndef KAA_CZLIB_H
#define KAA_CZLIB_H

#include <zlib.h>

#endif
