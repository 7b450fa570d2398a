#ifndef KAA_CBENCHMARKCONTRACT_H
#define KAA_CBENCHMARKCONTRACT_H

#include <protobuf-c/protobuf-c.h>

#include "kaa_contracts.h"

#endif
