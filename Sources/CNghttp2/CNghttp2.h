#ifndef KAA_CNGHTTP2_H
#define KAA_CNGHTTP2_H

#include <nghttp2/nghttp2.h>

#endif
