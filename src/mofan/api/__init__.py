"""The door for programs (接口): REST under `/api/v1/`, onto the functions that the pages call, too."""
