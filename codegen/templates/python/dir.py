def __dir__() -> list[str]:
    return __all__
