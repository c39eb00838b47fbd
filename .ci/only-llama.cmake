# Runs right after project("llama.cpp"): its helpers (chat templates, downloads, argument parsing) are not used here.
set(LLAMA_BUILD_COMMON OFF)
