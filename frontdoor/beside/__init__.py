"""The council's published referrals beside those of its region, England and its neighbours."""
