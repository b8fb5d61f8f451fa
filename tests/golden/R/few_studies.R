# Figures of analyses/few_studies.json: BCG rows 1 to 5, the five trials of the main task, and the first three of each.
library(metafor); options(digits=17)
dat <- escalc(measure="RR", ai=tpos, bi=tneg, ci=cpos, di=cneg, data=dat.bcg)[1:5,]
five <- escalc(measure="RR", ai=c(12,9,20,7,30), n1i=c(40,25,60,30,80), ci=c(6,4,15,5,17), n2i=c(41,27,58,29,82))
for (d in list(dat, five, five[1:3,], dat[1:3,])) for (t in c("z","knha","adhoc")) { r <- rma(yi,vi,data=d,method="DL",test=t); cat(nrow(d), t, sprintf("%.17g", c(r$beta, r$se, r$ci.lb, r$ci.ub, r$pval, r$tau2)), "\n") }
