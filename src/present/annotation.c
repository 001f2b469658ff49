#include "present/present.h"
